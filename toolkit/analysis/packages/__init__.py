"""Packages (分析数据包): what a district hands in, fit to leave its office."""
