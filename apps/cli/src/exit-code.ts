/** What the shell is told; the only place where these numbers stand. */
export const EXIT = {
  done: 0,
  ourFault: 1,
  wrongUsage: 2,
  inputRefused: 3,
  noPlanMeetsPolicy: 4,
  verifyFoundDifference: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
