"""What a maintainer is told of a workspace that does not work (诊断), and what of it is masked."""
