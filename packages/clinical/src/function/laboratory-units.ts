/** µmol/L of bilirubin in 1 mg/dL. */
export const BILIRUBIN_UMOL_PER_L_OF_MG_PER_DL = 17.1;

/** µmol/L of creatinine in 1 mg/dL. */
export const CREATININE_UMOL_PER_L_OF_MG_PER_DL = 88.4;

/** g/L of albumin in 1 g/dL. */
export const ALBUMIN_G_PER_L_OF_G_PER_DL = 10;
