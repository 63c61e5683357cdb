import type { LeafletSection } from "./leaflet-model.ts";

/** What people want to know and may not think of when they sit there. */
export function questionsSection(hasOperation: boolean): LeafletSection {
  const questions = hasOperation ? OPERATION : NO_OPERATION;
  return {
    id: "questions",
    title: "Questions you can ask",
    blocks: [{ kind: "list", items: questions.map((text) => ({ text })) }],
  };
}

const OPERATION: readonly string[] = [
  "Why do you offer me this plan? What else can be done? What if I do nothing?",
  "What is the aim: to cure me, or to help me to live longer?",
  "What is the risk for me, with my age and my health?",
  "How often do you do this operation here, and how do your patients do?",
  "How long will I be in hospital? When can I work, drive and lift things?",
  "Who helps me at home? Whom do I call at night?",
];

const NO_OPERATION: readonly string[] = [
  "Why is an operation not planned now? Could that change?",
  "What can be done, and what is the aim of it?",
  "What if I do nothing?",
  "Is there a trial that I can join? Where can I get a second view?",
  "Who helps me and the people close to me?",
];
