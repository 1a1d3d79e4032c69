declare module 'damerau-levenshtein' {
  interface Comparison {
    readonly steps: number;
    readonly relative: number;
    readonly similarity: number;
  }
  export default function compare(left: string, right: string, limit?: number): Comparison;
}
