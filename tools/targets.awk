# Lists the targets of a Makefile with what they do; fails when one does not say what it does.
/^[a-zA-Z][a-zA-Z0-9_-]*:([^=]|$)/ {
    name = $0
    sub(/:.*/, "", name)
    if (match($0, /## /)) printf "make %-10s %s\n", name, substr($0, RSTART + 3)
    else { printf "make %-10s has no description\n", name; silent = 1 }
}
END { exit silent }
