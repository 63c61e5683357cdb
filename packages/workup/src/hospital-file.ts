import { z } from "zod";
import type { Frozen } from "./frozen.ts";

/** One line of print: longer ones would push what follows off the page. */
const line = z.string().trim().min(1).max(200);
/** Written as people dial it: letters are refused, so that an address in the wrong field is found. */
const phone = z
  .string()
  .trim()
  .regex(
    /^\+?[0-9][0-9 ()/-]{1,30}( ?(ext\.?|x) ?[0-9]{1,6})?$/,
    "a phone number of digits and spaces, such as +44 20 7946 0000 or 0161 496 0000 ext 12",
  );

/**
 * `hospital.json`: whom a patient can ask and how, as the leaflet prints it. Every field is optional; what is not here is a line to
 * fill in by hand.
 */
export const hospitalFile = z.strictObject({
  schemaVersion: z.literal(1),
  name: line.optional(),
  department: line.optional(),
  address: z.array(line).min(1).max(6).optional().describe("as on an envelope, one text per line"),
  phone: phone.optional().describe("as it is dialled"),
  email: z.email().max(200).optional(),
  openingHours: line.optional().describe("when the telephone is answered"),
  emergencyPhone: phone.optional().describe("answered at any hour"),
  contact: z
    .strictObject({
      name: line.optional().describe("whom the patient asks first"),
      role: line.optional().describe("such as specialist nurse"),
    })
    .optional(),
  booking: line.optional().describe("how to book or change a visit, in plain words"),
});

export type HospitalFile = Frozen<z.infer<typeof hospitalFile>>;
