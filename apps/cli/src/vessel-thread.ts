import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import {
  type SuppliedVessel,
  type SupplyVessels,
  type Territory,
  type VesselInput,
  vesselTreeWithTerritory,
} from "@cantlie/anatomy";

export interface VesselRequest {
  readonly input: Omit<VesselInput, "kernels">;
  readonly method: Territory["method"];
}

export type VesselAnswer =
  | { readonly supplied: SuppliedVessel | undefined }
  | { readonly failure: { readonly message: string; readonly code: string | undefined; readonly details: unknown } };

/** A second thread for vessel trees; the results are those of one thread. */
export interface VesselThread {
  readonly supplyVessels: SupplyVessels;
  close(): void;
}

/**
 * Starts the thread, so that it is ready when the labels are read. The second vessel is traced there while the first is traced here:
 * portal and hepatic trees, which take the same time. The main thread then waits for it, as it has nothing else to do.
 */
export function startVesselThread(): VesselThread {
  const { port1: port, port2: theirs } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("./vessel-worker.mjs", import.meta.url), {
    workerData: { port: theirs, answered },
    transferList: [theirs],
  });
  worker.unref();
  port.unref();
  return {
    supplyVessels: (inputs, method) => {
      const elsewhere = inputs.length > 1 ? 1 : -1;
      const asked = Atomics.load(answered, 0);
      if (elsewhere >= 0) {
        const { kernels: _, ...input } = inputs[elsewhere]!;
        port.postMessage({ input, method } satisfies VesselRequest);
      }
      return inputs
        .map((input, n) => (n === elsewhere ? undefined : vesselTreeWithTerritory(input, method)))
        .map((supplied, n) => (n === elsewhere ? awaitAnswer(port, answered, asked) : supplied));
    },
    close: () => void worker.terminate(),
  };
}

function awaitAnswer(port: MessagePort, answered: Int32Array, asked: number): SuppliedVessel | undefined {
  Atomics.wait(answered, 0, asked);
  const answer = receiveMessageOnPort(port)?.message as VesselAnswer | undefined;
  if (answer === undefined) throw new Error("the vessel thread did not answer");
  if ("failure" in answer) {
    const { message, ...fields } = answer.failure;
    throw Object.assign(new Error(message), fields);
  }
  return answer.supplied;
}
