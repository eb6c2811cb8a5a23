"""Chapter 4: networks built by hand that approximate a function."""
