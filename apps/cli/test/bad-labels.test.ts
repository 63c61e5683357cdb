import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@cantlie/formats";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { file, mask, place, planned, refused, WRITTEN } from "./bad-input.ts";
import { runCantlie } from "./run-cantlie.ts";
import { GRID, maskOf, niftiGz, planArguments, scanValues } from "./written-patient.ts";

describe("[LAB-01] label files that are no mask on the image's grid", () => {
  const shorter: Grid = makeGrid([80, 50, 39], GRID.spacingMm, GRID.originMm, GRID.direction);
  const beside: Grid = makeGrid(GRID.size, GRID.spacingMm, worldPoint(-158, -100, -100), GRID.direction);
  const header = (change: (view: DataView) => void): Uint8Array => {
    const bytes = writeNifti({ grid: GRID, values: maskOf("liver") }).slice();
    change(new DataView(bytes.buffer));
    return bytes;
  };

  test.each<[string, string, () => string]>([
    [
      "one slice less",
      "cli/labels-on-another-grid",
      () => file("liver.nii.gz", niftiGz(maskOf("liver").subarray(0, 80 * 50 * 39), shorter)),
    ],
    ["2 mm beside the image", "cli/labels-on-another-grid", () => file("liver.nii.gz", niftiGz(maskOf("liver"), beside))],
    ["empty", "formats/empty-mask", () => mask((values) => values.fill(0))],
    [
      "fractional",
      "formats/fractional-mask",
      () => mask((values) => Float32Array.from(values, (inside, at) => (inside * (1 + (at % 4))) / 4)),
    ],
    [
      "with NaN for a spacing",
      "formats/not-a-number",
      () =>
        file(
          "liver.nii",
          header((view) => {
            view.setFloat32(80, Number.NaN, true);
            view.setInt16(254, 0, true); // no sform, which would tell the spacing again
          }),
        ),
    ],
    [
      "with NaN in the place of its first voxel",
      "formats/not-a-number",
      () =>
        file(
          "liver.nii",
          header((view) => view.setFloat32(292, Number.NaN, true)),
        ),
    ],
    ["shorter than its header says", "formats/truncated", () => file("liver.nii", header(() => {}).subarray(0, 100_000))],
    [
      "a gzip that ends early",
      "formats/gzip-damaged",
      () => {
        const bytes = niftiGz(maskOf("liver"));
        // the last 8 bytes hold checksum and size
        return file("liver.nii.gz", Buffer.concat([bytes.subarray(0, 900), bytes.subarray(-8)]));
      },
    ],
    [
      "a gzip with a changed byte",
      "formats/gzip-damaged",
      () =>
        file(
          "liver.nii.gz",
          niftiGz(maskOf("liver")).map((byte, at) => (at === 1500 ? byte ^ 255 : byte)),
        ),
    ],
    [
      "a gzip that claims to hold 4 GB",
      "formats/gzip-size",
      () => {
        const bytes = niftiGz(maskOf("liver")).slice();
        new DataView(bytes.buffer).setUint32(bytes.length - 4, 0xfffffff0, true);
        return file("liver.nii.gz", bytes);
      },
    ],
    [
      "a gzip that claims to hold a little less than it does",
      "formats/gzip-damaged",
      () => {
        const bytes = niftiGz(maskOf("liver")).slice();
        const view = new DataView(bytes.buffer);
        view.setUint32(bytes.length - 4, view.getUint32(bytes.length - 4, true) - 1000, true);
        return file("liver.nii.gz", bytes);
      },
    ],
    ["a gzip of something else", "formats/not-nifti", () => file("liver.nii.gz", gzipSync("no image"))],
    ["a text by the name of an image", "formats/unknown-format", () => file("liver.nii", "no image")],
  ])("%s is refused as %s", (_what, code, liver) => {
    const path = liver();
    expect(refused({ "--liver": path }, code)).toContain(path.split("/").at(-1));
  });

  test("a label other than the liver is checked like it", () => {
    refused({ "--lesions": mask((values) => values.fill(0), "lesions") }, "formats/empty-mask");
  });

  test("Couinaud values that are none", () => {
    refused({ "--couinaud": mask((values) => values.map((inside) => 12 * inside)) }, "cli/unknown-format");
  });

  test("no liver mask at all", () => {
    expect(refused({ "--liver": undefined }, "cli/no-labels")).toMatch(/--liver/);
  });
});

describe("labels that cannot be those of this patient", () => {
  const [ni, nj] = GRID.size;
  const mirrored = (values: Uint8Array): Uint8Array => values.map((_, at) => values[at - (at % ni) + (ni - 1 - (at % ni))]!);

  test("[ORI-02] a liver mask mirrored against the body is refused", () => {
    const labels = Object.fromEntries(
      Object.keys(WRITTEN.labels).map((option) => [option, mask(mirrored, option.slice(2) as Parameters<typeof maskOf>[0])]),
    );
    expect(refused(labels, "anatomy/liver-on-the-left")).toMatch(/left.*mirrored/s);
  });

  test("a spacing of 1×1×1 mm with the volume of a mouse's liver is refused", () => {
    const lost = makeGrid(GRID.size, [1, 1, 1], worldPoint(-40, -25, -20), GRID.direction);
    const liver = file("liver.nii.gz", niftiGz(maskOf("liver"), lost));
    const only = {
      "--image": undefined,
      "--lesions": undefined,
      "--portal-vein": undefined,
      "--hepatic-vein": undefined,
      "--cava": undefined,
    };
    expect(refused({ ...only, "--liver": liver }, "anatomy/spacing-lost")).toMatch(/1×1×1 mm/);
  });

  test("[LAB-01] the masks of liver and lesions exchanged are refused", () => {
    const exchanged = { "--liver": WRITTEN.labels["--lesions"], "--lesions": WRITTEN.labels["--liver"] };
    expect(refused(exchanged, "anatomy/lesions-fill-liver")).toMatch(/exchanged/);
  });

  test("a liver cut off by the image's border is a caution, and said of the volume", () => {
    const top = makeGrid([80, 50, 20], GRID.spacingMm, GRID.originMm, GRID.direction);
    const crop = (values: Uint8Array | Int16Array): Uint8Array => niftiGz(values.slice(0, ni * nj * 20) as Uint8Array, top);
    const document = planned({
      "--image": file("ct.nii.gz", crop(scanValues())),
      "--liver": file("liver.nii.gz", crop(maskOf("liver"))),
      "--lesions": undefined,
      "--portal-vein": undefined,
      "--hepatic-vein": undefined,
      "--cava": undefined,
    });
    expect(document.anatomy.liverTouchesImageBorder).toBe(true);
    expect(document.cautions.find(({ code }) => code === "anatomy/liver-touches-border")!.message).toMatch(/lower bound/);
  });

  test("[FLR-02] a portal mask wholly outside the liver is a caution; its tree is unknown and not 0", () => {
    const outside = mask((values) => values.map((_, at) => (at % ni > ni - 6 && at < 5 * ni * nj ? 1 : 0)), "portal-vein");
    const document = planned({ "--portal-vein": outside });
    expect(document.cautions.map(({ code }) => code)).toContain("anatomy/vessels-outside-liver");
    expect(document.anatomy.trees).not.toHaveProperty("portal");
    for (const { volumes, unknown } of document.plans) {
      expect(volumes).not.toHaveProperty("noInflowMl");
      expect(unknown).toContainEqual({ field: "volumes.noInflowMl", missing: ["portal vein"] });
    }
  });

  test("[UNK-01] without vessels a plan is made, and the report says unknown where it has no number", () => {
    const out = join(place(), "out");
    const changes = { "--portal-vein": undefined, "--hepatic-vein": undefined, "--cava": undefined };
    const { code, stdout, stderr } = runCantlie([...planArguments(WRITTEN, changes), "--out", out, "--quiet"]);
    expect([0, 4], stderr).toContain(code);
    expect(stdout).toMatch(/unknown/);
    const report = readFileSync(join(out, "report.html"), "utf8");
    expect(report).toMatch(/unknown/i);
    expect(report.replace(/data:[^"')]+/g, "")).not.toMatch(/\bNaN\b|\bundefined\b|\bnull\b/);
  });
});
