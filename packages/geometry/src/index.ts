export {
  type BezierPatch,
  bezierPatch,
  evaluatePatch,
  type PatchPlace,
  sideOfPatch,
  signedSideOfPatch,
} from "./bezier-patch.ts";
export { type ConvexHull, convexHull3, isInHull } from "./convex-hull.ts";
export { determinant, IDENTITY3, type Matrix3, multiply, multiplyTransposed } from "./matrix3.ts";
export { enclosedVolumeMl, type Mesh, surfaceAreaMm2 } from "./mesh.ts";
export { type Plane, planeThrough, signedDistanceMm } from "./plane.ts";
export { inverseOfRigid, moveRigidly, NO_MOTION, type RigidTransform, rotationAngleDegrees } from "./rigid-transform.ts";
export { add, cross, dot, length, normalise, scale, subtract, type Vector3 } from "./vector.ts";
export { vertexNormals } from "./vertex-normals.ts";
export { distanceMm, translate, type WorldPoint, worldPoint } from "./world-point.ts";
