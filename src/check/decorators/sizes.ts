/** Sizes as decorators write them (web.md 1.3). */

export const SIZE_HELP = 'write a number of bytes, or a text such as `"512kb"`, `"2mb"` or `"1gb"`';

/** Whether a text is a size: a positive number and `kb`, `mb` or `gb`, in either case. */
export const isSize = (text: string): boolean => /^0*[1-9][0-9]*(kb|mb|gb)$/i.test(text);
