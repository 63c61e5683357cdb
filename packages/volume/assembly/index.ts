// The kernels over raw memory: the host lays out the buffers, these functions know nothing of grids. Each does the same arithmetic in the same
// order as its namesake in ../src/reference, so that both give the same bits.
export { squaredDistance, rootsInto } from "./distance-to-mask";
export { nearestLabel } from "./nearest-label";
export { boundingBox, padForeground } from "./padded-box";
export { connectedComponents, findRuns } from "./connected-components";
export { smoothRows, smoothAcross } from "./gaussian";
export { packBits, countNets, fillNets } from "./surface-nets";
export { thinToCurve } from "./thin-to-curve";
export { readFronts } from "./front-records";
export { march } from "./path-distance";
