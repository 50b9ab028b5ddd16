// Command holdfast is the whole product in one binary: it serves the pages, and
// does from the command line what no page should.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a container without zones still tells the right time

	"github.com/spf13/cobra"
)

func main() {
	// The first signal ends what runs in good order; a second one ends it at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() { <-ctx.Done(); stop() }()
	if err := newRoot(os.Environ()).ExecuteContext(ctx); err != nil {
		os.Exit(complain(err))
	}
}

// complain says what went wrong, and with which status the program ends.
func complain(err error) int {
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		fmt.Fprint(os.Stderr, refused.lines())
		return 2
	}
	fmt.Fprintln(os.Stderr, "holdfast:", err)
	return 1
}

// newRoot builds the command with the environment it reads its settings from.
func newRoot(environ []string) *cobra.Command {
	s := readSettings(environ)
	root := &cobra.Command{
		Use:   "holdfast",
		Short: "What a parent–infant service runs on",
		Long: `Holdfast runs a parent–infant service: groups, places, registers, questionnaires and what came of them.

Try it with "holdfast demo". To run it for a service: "holdfast key", "holdfast service add", "holdfast user add",
"holdfast serve". Every setting is a variable HOLDFAST_… and, unless it is a secret, a flag: see "holdfast settings".`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.AddCommand(
		serveCommand(s), migrateCommand(s), doctorCommand(s), verifyCommand(s), backupCommand(s), restoreCommand(s),
		serviceCommand(s), userCommand(s), keyCommand(), settingsCommand(), programmeCommand(),
		scoreCommand(), outcomeCommand(), planCommand(), importCommand(s), companionCommand(), demoCommand(s),
	)
	return root
}
