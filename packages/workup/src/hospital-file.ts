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
  /** as on an envelope, one text per line */
  address: z.array(line).min(1).max(6).optional(),
  phone: phone.optional(),
  email: z.email().max(200).optional(),
  openingHours: line.optional(),
  /** answered at any hour */
  emergencyPhone: phone.optional(),
  /** whom the patient asks first, such as a nurse */
  contact: z.strictObject({ name: line.optional(), role: line.optional() }).optional(),
  /** how to book or change a visit, in plain words */
  booking: line.optional(),
});

export type HospitalFile = Frozen<z.infer<typeof hospitalFile>>;
