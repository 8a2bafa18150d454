/** Gives each distinct text a number, in the order of first use. */
export interface CommentIndex {
  readonly texts: readonly string[];
  of(text: string | null): number | null;
}

export function newCommentIndex(): CommentIndex {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    texts,
    of: (text) => {
      if (text === null) return null;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      texts.push(text);
      return texts.length - 1;
    },
  };
}
