"""居住证积分材料助手: prepares what a residence-permit points application has to send."""

__version__ = "0.1.0"
