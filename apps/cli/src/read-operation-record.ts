import { checkOperationRecord } from "@cantlie/pathway";
import { InputError, type OperationRecordFile, operationRecordFile, parseInput } from "@cantlie/workup";
import { readJson } from "./read-file.ts";

/**
 * Reads an operation-record.json: its form by the schema, then what is impossible or contradicts itself.
 *
 * @throws InputError `operation-record/refused` naming every bad field
 */
export function readOperationRecord(path: string): OperationRecordFile {
  const record = parseInput(operationRecordFile, readJson(path), "operation-record/refused");
  const problems = checkOperationRecord(record);
  if (problems.length > 0) throw new InputError("operation-record/refused", problems);
  return record;
}
