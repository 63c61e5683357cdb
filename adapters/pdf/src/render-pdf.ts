import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { PdfError } from "./pdf-error.ts";

/** A typst document with the files that it names. */
export interface PdfDocument {
  /** typst source */
  readonly source: string;
  /** content by path, relative to the document, such as `figures/liver.svg` */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Unix time that the PDF says it was made at, seconds; the same input and time give the same bytes */
  readonly createdAtSeconds: number;
}

/** A folder that does not exist: the compiler finds nothing there but the files that it is given. */
const WORKSPACE = "/cantlie-report";

/**
 * A tagged PDF of a typst document, made without network and with the fonts that typst carries.
 *
 * @throws PdfError `pdf/typst-refused` if the source does not compile, with the compiler's first message
 */
export async function renderPdf(document: PdfDocument): Promise<Uint8Array> {
  const compiler = NodeCompiler.create({ workspace: WORKSPACE });
  compiler.addSource(`${WORKSPACE}/main.typ`, document.source);
  for (const [path, content] of document.files) compiler.mapShadow(`${WORKSPACE}/${path}`, Buffer.from(content));
  const main = { mainFilePath: `${WORKSPACE}/main.typ` };
  const compiled = compiler.compile(main);
  if (!compiled.result) throw refusal(compiler, compiled);
  const pdf = compiler.pdf(compiled.result, { pdfTags: true, creationTimestamp: document.createdAtSeconds });
  // Typst keeps what it has laid out, for a next edit of the same document that never comes.
  compiler.evictCache(0);
  return new Uint8Array(pdf);
}

function refusal(compiler: NodeCompiler, compiled: ReturnType<NodeCompiler["compile"]>): PdfError {
  const error = compiled.takeError();
  const [first] = (error ? compiler.fetchDiagnostics(error) : []) as { message?: string }[];
  return new PdfError("pdf/typst-refused", first?.message ?? "typst gave no reason");
}
