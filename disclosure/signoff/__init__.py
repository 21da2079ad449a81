"""Who decides what may go out: policy, approvals, order of release. Standard library only."""
