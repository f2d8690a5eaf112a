"""What came in from residents."""

from .submissions import Kind, Status, Submission, SubmissionPhoto

__all__ = ["Kind", "Status", "Submission", "SubmissionPhoto"]
