"""Images of digits: rasterised strokes, distortions, sparse pixels."""
