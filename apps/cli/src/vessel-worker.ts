import { type MessagePort, workerData } from "node:worker_threads";
import { vesselTreeWithTerritory } from "@cantlie/anatomy";
import { createKernels } from "@cantlie/volume";
import type { VesselAnswer, VesselRequest } from "./vessel-thread.ts";

/** The other side of `vessel-thread.ts`: traces one vessel after the other, and says so through a flag that the main thread waits for. */
const { port, answered } = workerData as { readonly port: MessagePort; readonly answered: Int32Array };
const kernels = createKernels();

port.on("message", ({ input, method }: VesselRequest) => {
  port.postMessage(answer({ input, method }));
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});

function answer({ input, method }: VesselRequest): VesselAnswer {
  try {
    return { supplied: vesselTreeWithTerritory({ ...input, kernels }, method) };
  } catch (error) {
    // an error's own fields do not survive the way between threads
    const { code, details } = error as { readonly code?: string; readonly details?: unknown };
    return { failure: { message: error instanceof Error ? error.message : String(error), code, details } };
  }
}
