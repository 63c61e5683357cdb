/** The text of packages/volume/src/kernels.wasm.ts for the assembly as it is now. */
export function compileKernels(): Promise<string>;
