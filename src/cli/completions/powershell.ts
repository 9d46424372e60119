/** Completions for PowerShell. Names and descriptions stand in flat lists, one after the other: its tables do not tell `-t` from `-T`. */
import type { Candidates, CompletedCommand, CompletedProgram } from "./completions.ts";
import { namedCommands, spellings } from "./words.ts";

export function powershellScript(program: CompletedProgram): string {
  const { name, commands } = program;
  const cases = namedCommands(program);
  const find = commands.length === 0
    ? "''"
    : "[string]($before | Where-Object { -not $_.StartsWith('-') } | Select-Object -First 1)";
  return `# Completions of ${name} for PowerShell: run this file from $PROFILE.
Register-ArgumentCompleter -Native -CommandName ${quoted(name)} -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    # Nothing given, the shell completes the names of files.
    if ($before -ccontains '--') { return }
    $command = ${find}
    $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
    $words = @()
    $options = @()
    $files = $false
    switch -Exact -CaseSensitive ($command) {
${cases.map((command) => commandCase(command, program)).join("\n")}
    }
    $isValue = $true
    switch -Exact -CaseSensitive ("$command $previous") {
${cases.flatMap(valueCases).map((one) => `        ${one}\n`).join("")}        default { $isValue = $false }
    }
    if (-not $isValue -and ($wordToComplete.StartsWith('-') -or ($words.Count -eq 0 -and -not $files))) {
        $words = $options
    }
    for ($i = 0; $i -lt $words.Count; $i += 2) {
        if ($words[$i].StartsWith($wordToComplete)) {
            [System.Management.Automation.CompletionResult]::new($words[$i], $words[$i], 'ParameterValue', $words[$i + 1])
        }
    }
}
`;
}

function commandCase(
  command: CompletedCommand & { readonly name: string },
  { commands }: CompletedProgram,
): string {
  const flags = command.options.flatMap((option) =>
    spellings(option).map((spelling) => pair(spelling, option.summary))
  );
  const words = command.name === "" && commands.length > 0
    ? `$words = @(${commands.map(({ name, summary }) => pair(name, summary)).join(", ")})`
    : candidates(command.words);
  return `        ${quoted(command.name)} {
            $options = @(${flags.join(", ")})
            ${words}
        }`;
}

function valueCases({ name, options }: CompletedCommand & { readonly name: string }): string[] {
  return options.filter((option) => option.value !== null).flatMap((option) =>
    spellings(option).map((spelling) =>
      `${quoted(`${name} ${spelling}`)} { $words = @(); $files = $false; ${candidates(option.value!)} }`
    )
  );
}

function candidates(words: Candidates): string {
  if (words === "files") return "$files = $true";
  return `$words = @(${words === "none" ? "" : words.map((word) => pair(word, "")).join(", ")})`;
}

/** A name and its description, which may not be empty. */
const pair = (name: string, summary: string): string =>
  `${quoted(name)}, ${quoted(summary === "" ? name : summary)}`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
