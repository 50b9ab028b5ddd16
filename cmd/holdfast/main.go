// Command holdfast is the whole product in one binary.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{
		Use:           "holdfast",
		Short:         "What a parent–infant service runs on",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(scoreCommand(), outcomeCommand())
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "holdfast:", err)
		os.Exit(1)
	}
}
