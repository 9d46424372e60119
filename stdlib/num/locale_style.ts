/** How a locale writes numbers. The styles that the specification fixes are written out; the others come from the host's locale data. */
export interface LocaleStyle {
  readonly decimal: string;
  readonly group: string;
  /** Digits of the group before the decimal mark, and of those before it. */
  readonly firstGroup: number;
  readonly otherGroups: number;
  /** Integers with fewer digits are not grouped. */
  readonly leastGrouped: number;
  /** The ten digits, when they are not `0` to `9`. */
  readonly digits: string | null;
  /** Number `#` and minus sign `-` of a negative number. */
  readonly negative: string;
  /** Number `#` with its percent sign. */
  readonly percent: string;
  /** Number `#` with the symbol `¤` of a currency. */
  readonly currency: (code: string) => CurrencyStyle;
}

export interface CurrencyStyle {
  readonly symbol: string;
  readonly decimals: number;
  readonly positive: string;
  readonly negative: string;
}

const SYMBOLS: Record<string, string> = {
  ARS: "$",
  USD: "$",
  MXN: "$",
  CAD: "$",
  AUD: "$",
  CLP: "$",
  COP: "$",
  EUR: "€",
  GBP: "£",
  JPY: "¥",
  BRL: "R$",
};
/** Decimals of the currencies above where they are not two. */
const DECIMALS: Record<string, number> = { JPY: 0, CLP: 0 };

const PLAIN = { firstGroup: 3, otherGroups: 3, leastGrouped: 4, digits: null, negative: "-#" };

const FIXED: Record<string, LocaleStyle> = {
  "en-US": {
    ...PLAIN,
    decimal: ".",
    group: ",",
    percent: "#%",
    currency: (code) => {
      const known = symbolOf(code, "en-US");
      // A code stands apart from the number.
      const separator = /\p{L}$/u.test(known.symbol) ? " " : "";
      return { ...known, positive: `¤${separator}#`, negative: `-¤${separator}#` };
    },
  },
  "es-AR": {
    ...PLAIN,
    decimal: ",",
    group: ".",
    percent: "# %",
    currency: (code) => ({ ...symbolOf(code, "es-AR"), positive: "¤ #", negative: "-¤ #" }),
  },
};

const CACHE_LIMIT = 200;
const styles = new Map<string, LocaleStyle>();

/** The style of a locale; that of `en-US` for an unknown or malformed one. */
export function localeStyle(locale: string): LocaleStyle {
  let style = styles.get(locale);
  if (style === undefined) {
    const canonical = canonicalLocale(locale);
    style = FIXED[canonical] ?? hostStyle(canonical);
    if (styles.size >= CACHE_LIMIT) styles.clear();
    styles.set(locale, style);
  }
  return style;
}

function canonicalLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}

/** Symbol and decimals of a currency; the code itself where there is no symbol. */
function symbolOf(code: string, locale: string): { symbol: string; decimals: number } {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: code,
    currencyDisplay: "narrowSymbol",
  });
  const part = format.formatToParts(1).find(({ type }) => type === "currency");
  return {
    symbol: SYMBOLS[code] ?? withSpaces(part?.value ?? code),
    decimals: code in SYMBOLS ? DECIMALS[code] ?? 2 : format.resolvedOptions().maximumFractionDigits ?? 2,
  };
}

/** Blanks of all kinds as ordinary spaces, marks of writing direction away. */
function withSpaces(text: string): string {
  return text.replace(/\p{Zs}/gu, " ").replace(/\p{Cf}/gu, "");
}

const NUMBER_PARTS = new Set(["integer", "group", "decimal", "fraction"]);

/** Formatted parts as a template: the number as `#`, the currency as `¤`. */
function template(parts: readonly Intl.NumberFormatPart[]): string {
  let text = "";
  for (const { type, value } of parts) {
    if (type === "currency") text += "¤";
    else if (!NUMBER_PARTS.has(type)) text += withSpaces(value);
    else if (!text.endsWith("#")) text += "#";
  }
  return text.trim();
}

function hostStyle(locale: string): LocaleStyle {
  const plain = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 });
  const parts = plain.formatToParts(1234567890.5);
  const value = (type: string, otherwise: string) =>
    withSpaces(parts.find((part) => part.type === type)?.value ?? otherwise);
  const groups = parts.filter((part) => part.type === "integer").map((part) => [...part.value].length);
  const digits = [...new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210)].reverse().join(
    "",
  );
  return {
    decimal: value("decimal", "."),
    group: value("group", ","),
    firstGroup: groups.length > 1 ? groups.at(-1)! : Infinity,
    otherGroups: groups.length > 2 ? groups.at(-2)! : groups.at(-1)!,
    leastGrouped:
      [4, 5].find((size) => plain.formatToParts(10 ** (size - 1)).some(({ type }) => type === "group")) ?? 6,
    digits: digits === "0123456789" ? null : digits,
    negative: template(plain.formatToParts(-1.5)),
    percent: template(new Intl.NumberFormat(locale, { style: "percent" }).formatToParts(0.5)),
    currency: (code) => {
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency: code,
        currencyDisplay: "narrowSymbol",
      });
      return {
        ...symbolOf(code, locale),
        positive: template(format.formatToParts(1.5)),
        negative: template(format.formatToParts(-1.5)),
      };
    },
  };
}
