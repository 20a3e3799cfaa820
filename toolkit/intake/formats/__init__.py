"""File formats (文件格式): the bytes of any file, told by its content, to plain cells and the files in it."""
