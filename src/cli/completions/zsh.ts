/** Completions for zsh. */
import type { Candidates, CompletedCommand, CompletedProgram } from "./completions.ts";
import { functionName, namedCommands, quoted, spellings } from "./words.ts";

export function zshScript(program: CompletedProgram): string {
  const { name, commands } = program;
  const fn = functionName(name);
  const cases = namedCommands(program);
  return `#compdef ${name}
# Completions of ${name} for zsh: put this file as _${name} into a folder of $fpath.
${fn}() {
    local command='' word='' prev="\${words[CURRENT - 1]}" what=''
    local -a candidates options
    integer i
    for ((i = 2; i < CURRENT; i++)); do
        word="\${words[i]}"
        if [[ $word == -- ]]; then
            _files
            return
        ${
    commands.length === 0 ? "fi" : `elif [[ -z $command && $word != -* ]]; then
            command=$word
        fi`
  }
    done
    if [[ $PREFIX == --*=* ]]; then
        prev="\${PREFIX%%=*}"
        compset -P '*='
    fi
    case "$command" in
${cases.map((command) => commandCase(command, program)).join("\n")}
    esac
    case "$command $prev" in
${cases.flatMap(valueCases).join("\n")}
    *) [[ $PREFIX == -* || ( -z $what && \${#candidates} -eq 0 ) ]] && what=options ;;
    esac
    case "$what" in
    files) _files ;;
    options) _describe -o 'option' options ;;
    *) _describe 'value' candidates ;;
    esac
}
if [[ "\${funcstack[1]}" == ${fn} ]]; then
    ${fn} "$@"
else
    compdef ${fn} ${quoted(name)}
fi
`;
}

function commandCase(
  command: CompletedCommand & { readonly name: string },
  { commands }: CompletedProgram,
): string {
  const flags = command.options.flatMap((option) =>
    spellings(option).map((spelling) => described(spelling, option.summary))
  );
  const words = command.name === "" && commands.length > 0
    ? `candidates=(${commands.map(({ name, summary }) => described(name, summary)).join(" ")})`
    : candidates(command.words);
  return `    ${quoted(command.name)})
        options=(${flags.join(" ")})
        ${words}
        ;;`;
}

function valueCases({ name, options }: CompletedCommand & { readonly name: string }): string[] {
  return options.filter((option) => option.value !== null).map((option) => {
    const patterns = spellings(option).map((spelling) => quoted(`${name} ${spelling}`)).join(" | ");
    return `    ${patterns}) candidates=() what=''; ${candidates(option.value!)} ;;`;
  });
}

function candidates(words: Candidates): string {
  if (words === "files") return "what=files";
  return `candidates=(${words === "none" ? "" : words.map((word) => described(word, "")).join(" ")})`;
}

/** `name:description`, as `_describe` reads it. */
function described(name: string, summary: string): string {
  const escaped = name.replaceAll("\\", "\\\\").replaceAll(":", "\\:");
  return quoted(summary === "" ? escaped : `${escaped}:${summary}`);
}
