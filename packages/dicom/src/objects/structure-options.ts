import type { ParseOptions } from "../instance.ts";
import type { PixelDecoders } from "../pixel-decoders.ts";

/** What reading a segmentation or structure set needs of its host. */
export interface StructureOptions extends ParseOptions {
  readonly decoders: PixelDecoders;
}
