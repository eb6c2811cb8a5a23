"""Kernel calls for a network: training plans, kernel layouts, batched forward passes."""
