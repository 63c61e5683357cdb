import type { Finding } from "../finding.ts";
import { fiftyFifty } from "./fun-50-50.ts";
import { bileLeakGrade } from "./fun-isgls-bile-leak.ts";
import { haemorrhageGrade } from "./fun-isgls-haemorrhage.ts";
import { liverFailureGrade } from "./fun-isgls-phlf.ts";
import { peakBilirubin } from "./fun-peak7.ts";
import type { PostoperativeCourse } from "./postoperative-course.ts";

/** Every rule on the days after an operation, in fixed order: liver failure first, then leak and bleeding. */
export function assessPostoperative(course: PostoperativeCourse): Finding[] {
  return [liverFailureGrade(course), fiftyFifty(course), peakBilirubin(course), bileLeakGrade(course), haemorrhageGrade(course)];
}
