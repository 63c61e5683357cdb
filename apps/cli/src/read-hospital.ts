import { type HospitalFile, hospitalFile, parseInput } from "@cantlie/workup";
import { readJson } from "./read-file.ts";

/**
 * Reads a hospital.json; undefined where none is named.
 *
 * @throws InputError `hospital/refused` naming every bad field
 */
export function readHospital(path: string | undefined): HospitalFile | undefined {
  return path === undefined ? undefined : parseInput(hospitalFile, readJson(path), "hospital/refused");
}
