/** What is known of an uploaded file, which is the value of a file field. `size` in bytes. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}
