package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func keyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "key [FILE]",
		Short: "Make a key for a new deployment",
		Long: `Makes the secret that a deployment's data is encrypted with, and writes it to a file that only its owner can read, or
to the terminal. A file that is there is never written over: it may be the only key to somebody's data.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			key := make([]byte, 32)
			rand.Read(key)
			text := base64.StdEncoding.EncodeToString(key) + "\n"
			if len(args) == 0 {
				_, err := fmt.Fprint(cmd.OutOrStdout(), text)
				return err
			}
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return err
			}
			if _, err := f.WriteString(text); err != nil {
				return err
			}
			return f.Close()
		},
	}
}
