"""Jobs (作业): one a file, named as its command; what several need lies in the rooms beside them."""
