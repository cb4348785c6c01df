// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice Who signed, until when it may be sent, and the signatures.
struct Signed {
    /// @dev One account; or the members of a joint account, each once and in ascending order, all of them.
    address[] signers;
    /// @dev One for each signer, in the same order: 65 bytes of ECDSA, or what the signer's ERC-1271 wallet takes.
    bytes[] signatures;
    /// @dev The last second at which it may be sent (unix, inclusive).
    uint40 deadline;
}

/// @title Signable: whoever acts by EIP-712 signature, so that somebody else may send it
///
/// @notice A joint account acts when all of its members sign (guardians who decide together). It is no contract and has no key: its address is the
///         hash of its members', and it can be appointed like any other account.
interface ISignable {
    /// @notice When signatures came after their deadline.
    error SignatureExpired(uint40 deadline, uint256 time);

    /// @notice When a signature is not the signer's over what was sent: on this chain and contract, at the present version and epoch.
    error WrongSignature(address signer);

    /// @notice When a list of signers is empty, too long, not in ascending order, or not as long as that of the signatures.
    error WrongSigners(uint256 signers, uint256 signatures);

    /// @notice When a call is none that can be signed: only a patient's acts can.
    error NotSignable(bytes4 selector);

    /// @notice Does what the signers signed, as if they had sent it. Anybody may send it.
    ///
    /// @dev Reverts as the act itself would. Revocations and the voiding of signatures need one signer of a joint account, everything else all.
    /// @param act The ABI-encoded call that the account itself would send: of `permit`, `revoke`, `revokeMany`, `voidSignatures`, `offerHandover`,
    ///        `acceptHandover`, `claim`, `appoint`, `dismiss`, `endIncapacity`, `chooseRecovery`, `requestRecovery` or `vetoRecovery`. It is signed as EIP-712
    ///        typed data with the act's own type.
    function actBySignature(bytes calldata act, Signed calldata signed) external;

    /// @notice The contract that checks signatures for this one, made by its constructor. It holds nothing and can do nothing.
    function signatures() external view returns (address);
}
