/** Platforms that executables run on (toolchain.md 1.2). */
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { UsageError } from "./command.ts";

/** Platform ids and the usual triples for them. */
const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  "linux-x64": ["x86_64-unknown-linux-gnu"],
  "linux-arm64": ["aarch64-unknown-linux-gnu"],
  "darwin-arm64": ["aarch64-apple-darwin"],
  "darwin-x64": ["x86_64-apple-darwin"],
  "win32-x64": ["x86_64-pc-windows-msvc"],
};

/** `linux-x64`, `darwin-arm64`, … of this machine. */
export function ownPlatform(): string {
  const os = Deno.build.os === "windows" ? "win32" : Deno.build.os;
  return `${os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
}

/** The platform id of `--target`. @throws UsageError for any other text */
export function platformOf(target: string): string {
  const found = Object.entries(PLATFORMS).find(([id, triples]) => id === target || triples.includes(target));
  if (found) return found[0];
  const ids = Object.keys(PLATFORMS);
  const near = didYouMean(target, [...ids, ...Object.values(PLATFORMS).flat()]);
  throw new UsageError(
    `\`${target}\` is no platform`,
    near === null ? `one of: ${ids.join(", ")}` : `did you mean \`${near}\`?`,
  );
}

/** Executables are called so where that is needed to run them. */
export function executableName(name: string, platform: string): string {
  return platform.startsWith("win32") ? `${name}.exe` : name;
}
