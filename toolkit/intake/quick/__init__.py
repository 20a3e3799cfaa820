"""Our own sheets (本机制空白表), read by where their cells stand once the usual reading has shown how."""
