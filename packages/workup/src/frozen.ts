/** A file that was read is a value: nobody changes one in place. */
export type Frozen<T> = { readonly [Key in keyof T]: Frozen<T[Key]> };
