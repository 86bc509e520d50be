"""Evaluates heatmaps per pixel with scikit-learn, and PRO with numpy and scipy; prints what it found as JSON.

Arguments: a file of float32 heatmaps and one of uint8 maps, both [images, size, size], and the size.
"""

import json
import resource
import sys
import time

import numpy as np
from scipy import ndimage
from sklearn import __version__, metrics


def main():
    heatmaps_file, maps_file, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    scores = np.fromfile(heatmaps_file, np.float32).reshape(-1, size, size)
    maps = np.fromfile(maps_file, np.uint8).reshape(-1, size, size)
    start, used = time.perf_counter(), time.process_time()
    precision, recall, _ = metrics.precision_recall_curve(maps.ravel(), scores.ravel())
    figures = [
        metrics.roc_auc_score(maps.ravel(), scores.ravel()),
        metrics.average_precision_score(maps.ravel(), scores.ravel()),
        per_region_overlap(maps, scores),
        float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-300))),
    ]
    answer = {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - used,
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "figures": figures,
        "version": __version__,
    }
    print(json.dumps(answer))


def per_region_overlap(maps, scores, limit=0.3):
    """Computes the area under the overlap up to a limit of the false-positive rate, divided by the limit."""
    weights = np.zeros(maps.shape)
    regions = 0
    for image, overlap in zip(maps, weights):
        labels, count = ndimage.label(image, np.ones((3, 3)))
        sizes = np.bincount(labels.ravel())
        overlap[labels > 0] = 1 / sizes[labels[labels > 0]]
        regions += count
    order = np.argsort(scores, axis=None)[::-1]
    ordered = scores.ravel()[order]
    ends = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)
    negatives = np.cumsum(maps.ravel()[order] == 0)[ends]
    x = np.append(0, negatives / negatives[-1])
    y = np.append(0, np.cumsum(weights.ravel()[order])[ends] / regions)
    inside = x <= limit
    at_limit = np.interp(limit, x, y)
    return float(np.trapz(np.append(y[inside], at_limit), np.append(x[inside], limit)) / limit)


main()
