/** Completions for bash 3.2 and newer. Words are compared one by one: `compgen -W` would expand them. */
import type { Candidates, CompletedCommand, CompletedProgram } from "./completions.ts";
import { functionName, namedCommands, quoted, spellings } from "./words.ts";

export function bashScript(program: CompletedProgram): string {
  const { name, commands } = program;
  const fn = functionName(name);
  const cases = namedCommands(program);
  const values = cases.flatMap((command) => valueCases(command));
  return `# Completions of ${name} for bash; in ~/.bashrc: source this file.
${fn}() {
    local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" command='' word='' files='' i
    local -a words=() options=()
    COMPREPLY=()
    # \`=\` is a word of its own.
    if [[ $cur == '=' ]]; then
        cur=''
    elif [[ $prev == '=' ]]; then
        prev="\${COMP_WORDS[COMP_CWORD - 2]}"
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        word="\${COMP_WORDS[i]}"
        if [[ $word == -- ]]; then
            files=1
        ${
    commands.length === 0 ? "fi" : `elif [[ -z $command && $word != -* ]]; then
            command=$word
        fi`
  }
    done
    if [[ -z $files ]]; then
        case "$command" in
${cases.map(commandCase).join("\n")}
        esac
        case "$command $prev" in
${values.join("\n")}
        *) [[ $cur != -* && ( -n $files || \${#words[@]} -gt 0 ) ]] || words=(\${options[@]+"\${options[@]}"}) ;;
        esac
    fi
    for word in \${words[@]+"\${words[@]}"}; do
        if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
    done
    if [[ -n $files && $cur != -* ]]; then
        compopt -o filenames 2> /dev/null || :
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done < <(compgen -f -- "$cur")
    fi
}
complete -F ${fn} ${quoted(name)}
`;
}

function commandCase({ name, options, words }: CompletedCommand & { readonly name: string }): string {
  const flags = options.flatMap(spellings).map(quoted).join(" ");
  return `        ${quoted(name)})
            options=(${flags})
            ${candidates(words)}
            ;;`;
}

/** What follows an option that takes a value. */
function valueCases({ name, options }: CompletedCommand & { readonly name: string }): string[] {
  return options.filter((option) => option.value !== null).map((option) => {
    const patterns = spellings(option).map((spelling) => quoted(`${name} ${spelling}`)).join(" | ");
    return `        ${patterns}) words=() files='' options=(); ${candidates(option.value!)} ;;`;
  });
}

function candidates(words: Candidates): string {
  if (words === "files") return "files=1";
  return `words=(${words === "none" ? "" : words.map(quoted).join(" ")})`;
}
