import type { HospitalFile } from "@cantlie/workup";
import type { LeafletSection } from "./leaflet-model.ts";

/** Whom to ask, how to book, and when to call at once. What the hospital did not say is a line to fill in. */
export function contactSection(hospital: HospitalFile | undefined, hasOperation: boolean): LeafletSection {
  const { name, department, address, phone, email, openingHours, emergencyPhone, contact, booking } = hospital ?? {};
  const person = [contact?.name, contact?.role].filter((text) => text !== undefined).join(", ");
  const line = (label: string, value: string | undefined) => ({ label, ...(value !== undefined && value !== "" && { value }) });
  return {
    id: "contact",
    title: "Whom to ask",
    blocks: [
      {
        kind: "lines",
        lines: [
          line("Hospital", [name, department].filter((text) => text !== undefined).join(", ")),
          line("Address", address?.join(", ")),
          line("Ask for", person),
          line("Phone", phone),
          line("Email", email),
          line("Open", openingHours),
          line("To book a visit", booking),
          line("Day and night", emergencyPhone),
        ],
      },
      ...(hasOperation
        ? [
            {
              kind: "notice" as const,
              told: {
                text: "Once you are home, call at once if you have a fever or chills, bad pain, yellow skin or eyes, blood or pus from the wound, or if you are short of breath or confused.",
              },
            },
          ]
        : []),
    ],
  };
}
