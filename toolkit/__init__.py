"""The liaison toolkit (政企联络协作工具包): forms in, register, meetings, papers and reports out."""

__version__ = "0.1.0"
