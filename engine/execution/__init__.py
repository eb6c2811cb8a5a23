"""From a specification to kernel calls: plans, layouts, forward passes of batches."""
