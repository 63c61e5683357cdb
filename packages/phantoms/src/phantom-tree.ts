import type { Vector3 } from "@cantlie/geometry";

/**
 * A vessel tree as it was made: nodes joined by straight pieces of constant radius with round ends. Piece n runs from
 * `parent[n]` to node n; a parent stands before its children. Arrays have one entry per node.
 */
export interface PhantomTree {
  readonly kind: "portal" | "hepatic" | "bile";
  readonly count: number;
  /** x, y, z of each node: patient LPS, mm */
  readonly positionMm: Float64Array;
  /** -1 at a root */
  readonly parent: Int32Array;
  /** radius of the lumen of piece n, mm; at a root that of its first piece. At each division the cubes of the children's radii sum to the parent's (Murray) */
  readonly radiusMm: Float64Array;
  /** ends of the tree at or beyond each node */
  readonly terminals: Int32Array;
  /** index into `branchNames` */
  readonly branch: Int32Array;
  /** 1 on the main course of a named branch, 0 on side branches */
  readonly main: Uint8Array;
  /** 1 where liver may be attached to piece n; trunks at the hilum and stems at the cava supply nothing by themselves */
  readonly supplies: Uint8Array;
  readonly branchNames: readonly string[];
  /** the branch that each branch comes from; -1 at a root */
  readonly branchParent: readonly number[];
}

/** A tree while it grows. Same meaning as in {@link PhantomTree}, one entry per node. */
export interface GrowingTree {
  readonly kind: PhantomTree["kind"];
  readonly at: Vector3[];
  readonly parent: number[];
  readonly children: number[][];
  readonly terminals: number[];
  readonly name: string[];
  /** region of the liver that side branches of this piece supply */
  readonly region: (string | undefined)[];
  readonly main: boolean[];
  /** ends that are expected beyond a main piece when the tree is grown; 0 on side branches */
  readonly expected: number[];
  readonly removed: boolean[];
}

export function emptyTree(kind: PhantomTree["kind"]): GrowingTree {
  return { kind, at: [], parent: [], children: [], terminals: [], name: [], region: [], main: [], expected: [], removed: [] };
}

/** Adds a node beyond `parent` (-1: a root) that continues what `like` says, and gives its index. */
export function addNode(
  tree: GrowingTree,
  at: Vector3,
  like: { readonly parent: number; readonly name: string; readonly region: string | undefined; readonly main: boolean },
): number {
  const node = tree.at.length;
  tree.at.push(at);
  tree.parent.push(like.parent);
  tree.children.push([]);
  tree.terminals.push(0);
  tree.name.push(like.name);
  tree.region.push(like.region);
  tree.main.push(like.main);
  tree.expected.push(0);
  tree.removed.push(false);
  if (like.parent >= 0) tree.children[like.parent]!.push(node);
  return node;
}

/** Counts ends from the tips to the roots again. */
export function countTerminals(tree: GrowingTree): void {
  const count = (node: number): number => {
    const children = tree.children[node]!;
    const ends = children.length === 0 ? 1 : children.reduce((sum, child) => sum + count(child), 0);
    tree.terminals[node] = ends;
    return ends;
  };
  tree.parent.forEach((parent, node) => {
    if (parent < 0) count(node);
  });
}

/** The finished tree in preorder; `radiusMm` gives the radius of the piece that ends at a node of the growing tree. */
export function finishTree(tree: GrowingTree, radiusMm: (node: number) => number): PhantomTree {
  countTerminals(tree);
  const order: number[] = [];
  const visit = (node: number): void => {
    order.push(node);
    for (const child of tree.children[node]!) visit(child);
  };
  tree.parent.forEach((parent, node) => {
    if (parent < 0) visit(node);
  });
  const place = new Map(order.map((node, index) => [node, index]));
  const branchNames: string[] = [];
  const branchParent: number[] = [];
  const branch = order.map((node) => {
    const name = tree.name[node]!;
    const known = branchNames.indexOf(name);
    if (known >= 0) return known;
    const parent = tree.parent[node]!;
    branchParent.push(parent < 0 ? -1 : branchNames.indexOf(tree.name[parent]!));
    return branchNames.push(name) - 1;
  });
  return {
    kind: tree.kind,
    count: order.length,
    positionMm: Float64Array.from(order.flatMap((node) => [...tree.at[node]!])),
    parent: Int32Array.from(order, (node) => place.get(tree.parent[node]!) ?? -1),
    radiusMm: Float64Array.from(order, (node) => radiusMm(node)),
    terminals: Int32Array.from(order, (node) => tree.terminals[node]!),
    branch: Int32Array.from(branch),
    main: Uint8Array.from(order, (node) => (tree.main[node] ? 1 : 0)),
    supplies: Uint8Array.from(order, (node) => (tree.parent[node]! >= 0 && tree.region[node] !== undefined ? 1 : 0)),
    branchNames,
    branchParent,
  };
}

/** Place of a node, patient LPS, mm. */
export function nodeAt(tree: PhantomTree, node: number): Vector3 {
  return [tree.positionMm[3 * node]!, tree.positionMm[3 * node + 1]!, tree.positionMm[3 * node + 2]!];
}

/** Ends of a tree, over all its roots. */
export function totalTerminals(tree: GrowingTree): number {
  return tree.parent.reduce((sum, parent, node) => sum + (parent < 0 ? tree.terminals[node]! : 0), 0);
}
