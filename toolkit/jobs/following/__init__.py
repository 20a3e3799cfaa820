"""Following a plan (任务跟踪): its text read, its tasks asked for, told of and reported."""
