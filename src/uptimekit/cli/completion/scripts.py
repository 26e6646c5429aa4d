"""The scripts that shells load.  Each calls the command with the line up to the cursor, and reads lines of tabs."""

from __future__ import annotations

from typing import Final

__all__ = ["BASH", "FISH", "ZSH"]

BASH: Final = r"""# Completion of uptimekit in bash 4.4 or later.
%(complete_func)s() {
    local kind value help
    COMPREPLY=()
    while IFS=$'\t' read -r kind value help; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            *) COMPREPLY+=("$value") ;;
        esac
    done < <(%(complete_var)s=bash_complete COMP_LINE="${COMP_LINE:0:COMP_POINT}" \
        COMP_WORDBREAKS="$COMP_WORDBREAKS" "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

ZSH: Final = r"""#compdef %(prog_name)s
# Completion of uptimekit in zsh: evaluate it after compinit, or save it as _uptimekit in a folder of $fpath.
%(complete_func)s() {
    local line
    local -a fields values
    for line in "${(@f)$(%(complete_var)s=zsh_complete \
        COMP_LINE="${(j: :)words[1,CURRENT-1]} ${QIPREFIX}${PREFIX}" "$words[1]" 2>/dev/null)}"; do
        fields=("${(@ps:\t:)line}")
        case $fields[1] in
            dir) _path_files -/ ;;
            file) _path_files ;;
            plain) values+=("${${fields[2]//\\/\\\\}//:/\\:}${fields[3]:+:$fields[3]}") ;;
        esac
    done
    [[ $PREFIX == -*=* ]] && compset -P '*='
    (( $#values )) && _describe -V candidates values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

FISH: Final = r"""# Completion of uptimekit in fish: save it as ~/.config/fish/completions/uptimekit.fish.
function %(complete_func)s
    set -l response (env %(complete_var)s=fish_complete COMP_LINE=(commandline -cp | string collect) \
        (commandline -po)[1] 2>/dev/null)
    for line in $response
        set -l fields (string split \t -- $line)
        switch $fields[1]
            case dir
                __fish_complete_directories (commandline -ct)
            case file
                __fish_complete_path (commandline -ct)
            case '*'
                string join \t -- $fields[2..]
        end
    end
end
complete --command %(prog_name)s --no-files --arguments "(%(complete_func)s)"
"""
