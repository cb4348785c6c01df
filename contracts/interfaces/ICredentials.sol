// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @title Credentials: what organizations attest of actors, and which keys accounts use
///
/// @notice Statements in events: nothing is judged by them. An organization that admits an actor on a credential admits it no longer than the credential
///         lasts.
interface ICredentials {
    /// @notice An organization attested a credential of an actor until `until` (unix, exclusive). Any organization may: a licensing board, say.
    /// @dev `credential` commits to the document; the same commitment again has the new end. An end that is not after the block takes it back.
    event CredentialAttested(
        address indexed actor,
        address indexed organization,
        bytes32 indexed credential,
        uint40 until
    );

    /// @notice An account published its encryption key (X25519); the one before is not to be used any more. Zero for none.
    event KeyPublished(address indexed account, bytes32 key);

    /// @notice When a credential is attested of an account that was never admitted, or is empty.
    error NoCredential(address actor, bytes32 credential);

    /// @notice Attests a credential of an actor, as an organization in force, or takes it back.
    function attestCredential(address actor, bytes32 credential, uint40 until) external;

    /// @notice Publishes the caller's encryption key.
    function publishKey(bytes32 key) external;
}
